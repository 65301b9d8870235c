"""Follows a script's statements and notes the commands it would run. Nothing is ever run.

Where a condition depends on Azure, every branch is followed and the one that does most is kept: a script that says
“create it unless it is there” creates it. Loops whose end nobody knows are followed once.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice

from bareme.scripts.limits import MAX_DEPTH, MAX_FIELDS, MAX_TURNS, MAX_VALUE, Spent
from bareme.scripts.model import HOLE
from bareme.scripts.numbers import whole
from bareme.scripts.parsing import syntax
from bareme.scripts.parsing.syntax import Block, How, Items, Statement, Word
from bareme.scripts.running import conditions
from bareme.scripts.running.arithmetic import perform
from bareme.scripts.running.builtin import BUILT_IN, Truth
from bareme.scripts.running.commands import concerns
from bareme.scripts.running.expand import Expander
from bareme.scripts.running.functions import named, restore
from bareme.scripts.running.printed import printed
from bareme.scripts.running.state import Jump, State, Value
from bareme.text.message import say


def follow(program: Block) -> State:
    """Everything a program would do, as far as it is followed."""
    state = State()
    follower = Follower(state)
    try:
        follower.run(program)
    except (Spent, RecursionError):
        state.warn(0, say("the script was followed only in part: it does too much"))
    except Jump:
        pass
    return state


class Follower:
    """Goes through statements, changing its state; each answers whether it went well, if that is known."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.expander = Expander(state, _printed)

    def run(self, statement: Statement) -> Truth:
        """Follow one statement.

        Raises:
            Spent: the script was followed far enough.
            Jump: control leaves here.
        """
        self.state.budget.step()
        if self.state.depth > MAX_DEPTH:
            raise Spent
        self.state.depth += 1
        try:
            return self._ways[type(statement)](self, statement)
        finally:
            self.state.depth -= 1

    def _block(self, block: Block) -> Truth:
        truth: Truth = True
        for statement in block.statements:
            truth = self.run(statement)
        return truth

    def _set(self, statement: syntax.Set) -> Truth:
        value = self._value(statement.value)
        variables = self.state.variables
        if statement.path:
            self._set_item(statement, value)
        elif statement.append:
            variables[statement.name] = _added(variables.get(statement.name), value)
        else:
            variables[statement.name] = value
        return True

    def _set_item(self, statement: syntax.Set, value: Value) -> None:
        held = self.state.variables.get(statement.name)
        table = dict(held) if isinstance(held, dict) else {}
        table[self.expander.key(statement.path[0])] = value
        self.state.variables[statement.name] = _clipped(table)

    def _value(self, value: Word | Items) -> Value:
        if not isinstance(value, Items):
            return self._whole(value) or self.expander.text(value)
        table: dict[str, Value] = {}
        for key, item in value.pairs:
            if key is not None:
                table[self.expander.text(key)] = self._value(item)
            elif isinstance(item, Items):
                table[str(len(table))] = self._value(item)
            else:
                inner = self._whole(item)
                values: list[Value] = [inner] if inner else [*self.expander.split(item)]
                for one in values:
                    table[str(len(table))] = one
        return table

    def _whole(self, word: Word) -> dict[str, Value] | None:
        """The table a word stands for, where it is nothing but that."""
        if len(word) == 1 and isinstance(word[0], syntax.Variable) and word[0].how is How.VALUE and not word[0].every:
            value = self.expander.value(word[0])
            return dict(value) if isinstance(value, dict) else None
        return None

    def _call(self, call: syntax.Call) -> Truth:
        fields = self.expander.fields(call.words)
        if not fields:
            return True
        name, rest = fields[0], fields[1:]
        if name in self.state.functions:
            return self._function(self.state.functions[name], rest)
        if name in BUILT_IN:
            self.state.line = call.line
            return BUILT_IN[name](self.state, rest)
        if concerns(fields):
            self.state.ran(fields, call.line)
        return None

    def _function(self, function: syntax.Function, arguments: list[str]) -> Truth:
        outer, outside = self.state.arguments, dict(self.state.variables)
        self.state.arguments = tuple(arguments)
        for name, default in function.parameters:
            self.state.variables[name] = self.expander.text(default) if default else HOLE
        self.state.variables |= named(function, arguments)
        try:
            self.run(function.body)
        except Jump as jump:
            if jump.kind != "return":
                raise
        finally:
            self.state.arguments = outer
            restore(function, self.state.variables, outside)
        return None

    def _for(self, loop: syntax.For) -> Truth:
        values = self._turns(loop)
        if len(values) > MAX_TURNS:
            self.state.warn(
                loop.line, say("a loop of {n} turns was followed for {max} only", n=len(values), max=MAX_TURNS)
            )
        for value in values[:MAX_TURNS]:
            self.state.variables[loop.name] = value
            if not self._turn(loop.body):
                break
        return None

    def _turns(self, loop: syntax.For) -> list[Value]:
        if len(loop.words) == 1:
            table = self._whole(loop.words[0])
            if table is not None:
                return list(table.values())
        return list(self.expander.fields(loop.words))

    def _turn(self, body: Statement) -> bool:
        """One turn; whether there is another."""
        try:
            self.run(body)
        except Jump as jump:
            if jump.kind == "break":
                return False
            if jump.kind != "continue":
                raise
        return True

    def _while(self, loop: syntax.While) -> Truth:
        first: State | None = None
        for _ in range(MAX_TURNS):
            truth = self.run(loop.condition)
            if truth is False:
                return None
            goes_on = self._turn(loop.body)
            if not goes_on:
                return None
            if truth is None:
                self.state.warn(loop.line, say("how often this loop turns is not known; it was followed once"))
                return None
            if loop.step:
                self.run(loop.step)
            first = first or self.state.fork()
        if first:
            self.state.become(first)
        self.state.warn(loop.line, say("this loop never ends; it was followed once"))
        return None

    def _if(self, statement: syntax.If) -> Truth:
        truths = ((self.run(condition) if condition else True, body) for condition, body in statement.branches)
        return self._chosen(truths)

    def _case(self, statement: syntax.Case) -> Truth:
        subject = self.expander.text(statement.subject)
        told = ((conditions.matches(subject, [self.expander.text(one) for one in patterns]), body)
                for patterns, body in statement.arms)  # fmt: skip
        return self._chosen(told)

    def _chosen(self, branches: Iterable[tuple[Truth, Block]]) -> Truth:
        """Follow the branch that is taken; where nobody knows, the one that does most."""
        possible: list[Block] = []
        for truth, body in branches:
            if truth is None:
                possible.append(body)
            elif truth:
                return self._best([*possible, body]) if possible else self.run(body)
        return self._best([*possible, Block(())]) if possible else None

    def _best(self, bodies: list[Block]) -> Truth:
        """Keep the course that does most; of equals one that does not leave, then the first."""
        ends = [self._tried(body) for body in bodies]
        self.state.become(max(ends, key=lambda end: (len(end[0].runs), not end[1]))[0])
        return None

    def _tried(self, body: Statement) -> tuple[State, bool]:
        """What becomes of it, and whether it leaves (`break`, `exit`)."""
        end = self.state.fork()
        try:
            Follower(end).run(body)
        except Jump:
            return end, True
        return end, False

    def _define(self, function: syntax.Function) -> Truth:
        if function.name:
            self.state.functions[function.name] = function
        else:  # the parameters of the script itself
            given = {name: self.expander.text(default) for name, default in function.parameters if default}
            self.state.variables |= given
        return True

    def _test(self, test: syntax.Test) -> Truth:
        return conditions.holds(test.operator, [self.expander.text(word) for word in test.words])

    def _math(self, math: syntax.Math) -> Truth:
        return perform(self.state, self.expander.text(math.word))

    def _not(self, statement: syntax.Not) -> Truth:
        truth = self.run(statement.statement)
        return None if truth is None else not truth

    def _both(self, statement: syntax.Both) -> Truth:
        left = self.run(statement.left)
        if left is not None and left is statement.is_or:
            return left
        if left is None:  # whether it comes to this is not known: `az … || exit 1` leaves only when all goes wrong
            self.state.become(self._tried(statement.right)[0])
            return None
        return self.run(statement.right)

    def _scope(self, scope: syntax.Scope) -> Truth:
        held = dict(self.state.variables)
        try:
            return self.run(scope.body)
        finally:
            self.state.variables.clear()
            self.state.variables.update(held)

    _ways: Mapping[type, Callable[..., Truth]] = {
        Block: _block, syntax.Call: _call, syntax.Set: _set, syntax.For: _for, syntax.While: _while, syntax.If: _if,
        syntax.Case: _case, syntax.Function: _define, syntax.Test: _test, syntax.Math: _math, syntax.Not: _not,
        syntax.Both: _both, syntax.Scope: _scope,
    }  # fmt: skip


def _printed(body: Block, state: State) -> str:
    """What a block prints where that can be worked out; the commands in it are noted all the same."""
    follower = Follower(state)
    if len(body.statements) == 1 and isinstance(body.statements[0], syntax.Call):
        told = printed(follower.expander.fields(body.statements[0].words))
        if told is not None:
            return told
    with suppress(Jump):  # `exit` in a substitution leaves the substitution
        follower.run(syntax.Scope(body))
    return HOLE


def _added(old: Value | None, new: Value) -> Value:
    if isinstance(old, dict):
        more = list(new.values()) if isinstance(new, dict) else [new]
        return _clipped({**old, **{str(len(old) + number): one for number, one in enumerate(more)}})
    if isinstance(new, dict) or old is None:
        return new
    first, second = whole(old), whole(new)
    return (old + new)[:MAX_VALUE] if first is None or second is None else str(first + second)


def _clipped(table: dict[str, Value]) -> dict[str, Value]:
    return dict(islice(table.items(), MAX_FIELDS))
