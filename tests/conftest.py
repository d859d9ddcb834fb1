"""What holds for every test: none fails because the machine is slow."""

from hypothesis import HealthCheck, settings

# In continuous integration Hypothesis's own profile, which repeats the same examples, stays the parent.
settings.register_profile(
    "house", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")
