"""The numbered problems of running a congress, in Vietnamese and English (`problems.toml`)."""

from importlib.resources import files

from nhiemky.core.elections.problems import ProblemCatalogue

#: Package data, a constant of the code: see `nhiemky.core.elections.problems`.
CONGRESS_PROBLEMS = ProblemCatalogue.from_toml(files(__package__).joinpath("problems.toml").read_text("utf-8"))
problem = CONGRESS_PROBLEMS.problem
