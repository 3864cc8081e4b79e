from tracker.dev_runner.supervisor import main

main()
