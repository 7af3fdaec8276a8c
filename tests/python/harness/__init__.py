"""What the Python tests share: the shipped program without a window and in one, its words and pictures read independently,
and what the lessons' files say of themselves. CMake puts tests/python into PYTHONPATH."""
