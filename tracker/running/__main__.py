from tracker.running.supervisor import main

main()
