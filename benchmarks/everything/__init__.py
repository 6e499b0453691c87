"""One platform with everything switched on, as a platform engineer would build it: for the benchmark and for tests.

No blueprint: nobody needs all of it at once. `python -m benchmarks.everything FOLDER` synthesizes it.
"""
