"""What is changed about a request."""

import unittest
from typing import Any

from flyball_litellm.request import lower_output


def lowered(call_type: str, at_most: int, **data: Any) -> dict[str, Any]:
    lower_output(data, call_type, at_most)
    return data


class LowerOutputTest(unittest.TestCase):
    def test_what_a_client_asks_for_is_lowered_and_never_raised(self) -> None:
        self.assertEqual(lowered("acompletion", 100, max_tokens=500), {"max_tokens": 100})
        self.assertEqual(lowered("acompletion", 100, max_tokens=50), {"max_tokens": 50})
        self.assertEqual(lowered("acompletion", 100, max_completion_tokens=500), {"max_completion_tokens": 100})
        self.assertEqual(lowered("aresponses", 100, max_output_tokens=500), {"max_output_tokens": 100})

    def test_a_client_that_sets_no_bound_gets_one_the_model_can_take(self) -> None:
        self.assertEqual(lowered("acompletion", 100, model="gpt-4.1")["max_tokens"], 100)
        self.assertLess(lowered("acompletion", 10**9, model="gpt-4.1")["max_tokens"], 10**6)
        self.assertNotIn("max_tokens", lowered("acompletion", 100, model="a model nobody knows"))

    def test_what_a_model_may_think_with_is_left_to_it(self) -> None:
        thinking = {"type": "enabled", "budget_tokens": 2_000}
        self.assertEqual(lowered("anthropic_messages", 100, max_tokens=9_000, thinking=thinking)["max_tokens"], 2_100)

    def test_nothing_is_bounded_where_nothing_is_asked_or_nothing_is_written(self) -> None:
        self.assertEqual(lowered("acompletion", 0, max_tokens=500), {"max_tokens": 500})
        self.assertEqual(lowered("aembedding", 100, input="x"), {"input": "x"})
