"""Every combination of who and where is decided, and none gets round a denial."""

from __future__ import annotations

from itertools import product

import pytest

from bot.access import Known, Role, Rules, Verdict, verdict

PERSON, CHAT = 5, -100


@pytest.mark.parametrize(
    ("person", "chat", "rules", "expected"),
    [
        (None, None, Rules(), Verdict.STRANGER),
        (None, None, Rules(users=frozenset({PERSON})), Verdict.MEMBER),
        (None, None, Rules(chats=frozenset({CHAT})), Verdict.MEMBER),
        (None, None, Rules(users=frozenset({6}), chats=frozenset({-200}), admins=frozenset({7})), Verdict.STRANGER),
        (None, None, Rules(admins=frozenset({PERSON})), Verdict.ADMIN),
        (None, None, Rules(everyone=True), Verdict.MEMBER),
        (Role.ALLOWED, None, Rules(), Verdict.MEMBER),
        (None, Role.ALLOWED, Rules(), Verdict.MEMBER),
        (Role.ADMIN, None, Rules(), Verdict.ADMIN),
        (Role.ADMIN, Role.DENIED, Rules(), Verdict.ADMIN),
        (Role.DENIED, None, Rules(), Verdict.DENIED),
        (Role.DENIED, Role.ALLOWED, Rules(), Verdict.DENIED),
        (Role.DENIED, None, Rules(everyone=True), Verdict.DENIED),
        (Role.DENIED, None, Rules(users=frozenset({PERSON})), Verdict.DENIED),
        (Role.DENIED, None, Rules(admins=frozenset({PERSON})), Verdict.ADMIN),
        (None, Role.DENIED, Rules(everyone=True), Verdict.DENIED),
        (Role.ALLOWED, Role.DENIED, Rules(), Verdict.DENIED),
    ],
)
def test_who_may(person: Role | None, chat: Role | None, rules: Rules, expected: Verdict) -> None:
    assert verdict(rules, Known(person=person, chat=chat), person=PERSON, chat=CHAT) is expected


ROLES = (None, *Role)
RULES = [
    Rules(
        admins=frozenset({PERSON} if admin else ()),
        users=frozenset({PERSON} if user else ()),
        chats=frozenset({CHAT} if chat else ()),
        everyone=everyone,
    )
    for admin, user, chat, everyone in product((False, True), repeat=4)
]


@pytest.mark.parametrize(("person", "chat"), list(product(ROLES, (None, Role.ALLOWED, Role.DENIED))))
def test_in_every_combination_an_admin_is_one_a_denial_holds_and_somebody_must_have_said_yes(
    person: Role | None, chat: Role | None
) -> None:
    for rules in RULES:
        found = verdict(rules, Known(person=person, chat=chat), person=PERSON, chat=CHAT)
        if PERSON in rules.admins or person is Role.ADMIN:
            assert found is Verdict.ADMIN
        elif Role.DENIED in {person, chat}:
            assert found is Verdict.DENIED
        else:
            yes = rules.everyone or rules.users or rules.chats or Role.ALLOWED in {person, chat}
            assert found is (Verdict.MEMBER if yes else Verdict.STRANGER)
        assert found.may is (found in {Verdict.ADMIN, Verdict.MEMBER})


def test_nobody_in_particular_is_neither_an_admin_nor_a_user_only_the_chat_counts() -> None:
    rules = Rules(admins=frozenset({0}), users=frozenset({0}))
    assert verdict(rules, Known(person=Role.ADMIN), person=0, chat=CHAT) is Verdict.STRANGER
    assert verdict(rules, Known(chat=Role.ALLOWED), person=0, chat=CHAT) is Verdict.MEMBER
