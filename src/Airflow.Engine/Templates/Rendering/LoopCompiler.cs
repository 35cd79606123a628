namespace Airflow.Engine.Templates;

/// <summary>Turns for statements into closures.</summary>
internal static class LoopCompiler
{
    public static Action<Frame> Compile(Stmt.For loop, ExpressionCompiler expressions, Func<List<Stmt>, Action<Frame>> compileBody, bool soft)
    {
        var items = expressions.Compile(loop.Items, soft);
        var condition = loop.Condition is null ? null : expressions.Compile(loop.Condition, soft);
        var body = compileBody(loop.Body);
        var otherwise = compileBody(loop.Otherwise);

        void Run(Frame frame, object? value, int depth)
        {
            var selected = Select(loop.Target, condition, value, frame);
            if (selected.Count == 0)
            {
                otherwise(frame.Inner());
                return;
            }

            var state = new PyLoop(selected, depth, frame, loop.IsRecursive ? Recurse : null);
            for (state.Index = 0; state.Index < selected.Count; state.Index++)
            {
                frame.Budget.Step();
                var turn = frame.Inner();
                turn.Set("loop", state);
                Binding.Assign(loop.Target, selected[state.Index], turn);
                body(turn);
            }
        }

        object? Recurse(Frame frame, object? value, int depth)
        {
            var inner = frame.Capture();
            frame.Budget.Enter();
            Run(inner, value, depth);
            frame.Budget.Leave();
            return inner.Output.Result();
        }

        return frame => Run(frame, items(frame), 0);
    }

    private static List<object?> Select(Target target, Func<Frame, object?>? condition, object? value, Frame frame)
    {
        if (condition is null)
        {
            return [.. PySequence.Iterate(value, frame.Budget)];
        }

        var selected = new List<object?>();
        foreach (var item in PySequence.Iterate(value, frame.Budget))
        {
            var turn = frame.Inner();
            Binding.Assign(target, item, turn);
            if (PyTruth.Of(condition(turn)))
            {
                selected.Add(item);
            }
        }

        return selected;
    }
}
