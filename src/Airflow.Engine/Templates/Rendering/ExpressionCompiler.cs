namespace Airflow.Engine.Templates;

/// <summary>Turns expressions into closures.</summary>
internal sealed class ExpressionCompiler(FilterRegistry filters)
{
    /// <summary>Compiles an expression. In soft places, which may never run, an unknown filter fails only when it is reached.</summary>
    public Func<Frame, object?> Compile(Expr expression, bool soft) => expression switch
    {
        Expr.Const constant => _ => constant.Value,
        Expr.Name name => frame => frame.Resolve(name.Id),
        Expr.Attribute attribute => Attribute(attribute, soft),
        Expr.Item item => Item(item, soft),
        Expr.Call call => Call(call, soft),
        Expr.Filter filter => Applied(filter, Compile(filter.Value!, soft), soft),
        Expr.TestCall test => Test(test, soft),
        Expr.ListOf list => Sequence(list.Items, soft, items => new PyList(items)),
        Expr.TupleOf tuple => Sequence(tuple.Items, soft, items => new PyTuple(items)),
        Expr.DictOf dict => Dict(dict, soft),
        Expr.Concat concat => Concat(concat, soft),
        Expr.Unary unary => Unary(unary, soft),
        Expr.Binary binary => Binary(binary, soft),
        Expr.Compare compare => Comparison(compare, soft),
        Expr.Condition condition => Condition(condition),
        _ => throw new TemplateException(TemplateErrorKind.TemplateSyntaxError, "a slice stands only in brackets after a value", expression.Line),
    };

    /// <summary>Compiles a chain of filters whose value comes from elsewhere, such as the body of a filter block.</summary>
    public Func<Frame, object?> Filter(Expr.Filter filter, Func<Frame, object?> value, bool soft) =>
        Applied(filter, filter.Value is Expr.Filter inner ? Filter(inner, value, soft) : value, soft);

    private Func<Frame, object?> Applied(Expr.Filter filter, Func<Frame, object?> input, bool soft)
    {
        var arguments = Arguments(filter.Arguments, soft);
        var found = filters.Find(filter.Id);
        if (found is null && !soft)
        {
            throw new TemplateException(TemplateErrorKind.TemplateAssertionError, $"No filter named '{filter.Id}'.", filter.Line);
        }

        return found is null
            ? _ => throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, $"No filter named '{filter.Id}' found.", filter.Line)
            : frame =>
            {
                var value = input(frame);
                frame.Budget.Work(value);
                return frame.Budget.Made(found(arguments(frame).Prepend(value)));
            };
    }

    public Func<Frame, CallArguments> Arguments(CallShape shape, bool soft)
    {
        var positional = All(shape.Positional, soft);
        var rest = shape.Rest is null ? null : Compile(shape.Rest, soft);
        var names = shape.Named.Select(argument => argument.Key).ToArray();
        var values = All(shape.Named.ConvertAll(argument => argument.Value), soft);
        var namedRest = shape.NamedRest is null ? null : Compile(shape.NamedRest, soft);
        return frame =>
        {
            var first = positional(frame);
            if (rest is not null)
            {
                first = [.. first, .. PySequence.Iterate(rest(frame), frame.Budget)];
            }

            KeyValuePair<string, object?>[] named = names.Length == 0 ? [] : [.. names.Zip(values(frame), KeyValuePair.Create)];
            return new CallArguments(first, namedRest is null ? named : [.. named, .. Named(namedRest(frame))], frame);
        };
    }

    private static IEnumerable<KeyValuePair<string, object?>> Named(object? value) => value is PyDict dict
        ? dict.Items.Select(item => KeyValuePair.Create(item.Key as string ?? throw PyError.Type("keywords must be strings"), item.Value))
        : throw PyError.Type($"argument after ** must be a mapping, not {PyType.Name(value)}");

    private Func<Frame, object?> Sequence(List<Expr> expressions, bool soft, Func<object?[], object> make)
    {
        var items = All(expressions, soft);
        return frame => make(items(frame));
    }

    private Func<Frame, object?[]> All(List<Expr> expressions, bool soft)
    {
        if (expressions.Count == 0)
        {
            return _ => [];
        }

        var compiled = expressions.Select(expression => Compile(expression, soft)).ToArray();
        return frame =>
        {
            var values = new object?[compiled.Length];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = compiled[index](frame);
            }

            return values;
        };
    }

    private Func<Frame, object?> Attribute(Expr.Attribute attribute, bool soft)
    {
        var owner = Compile(attribute.Owner, soft);
        return frame => PyAttributes.Get(owner(frame), attribute.Id, frame);
    }

    private Func<Frame, object?> Item(Expr.Item item, bool soft)
    {
        var owner = Compile(item.Owner, soft);
        if (item.Key is Expr.Slice slice)
        {
            var bounds = All([slice.Start ?? new Expr.Const(null), slice.Stop ?? new Expr.Const(null), slice.Step ?? new Expr.Const(null)], soft);
            return frame =>
            {
                var value = owner(frame);
                var places = bounds(frame);
                return value is PyUndefined undefined ? undefined.Member() : PySequence.Slice(value, places[0], places[1], places[2], frame.Budget);
            };
        }

        var key = Compile(item.Key, soft);
        return frame => PyAttributes.GetItem(owner(frame), key(frame), frame);
    }

    private Func<Frame, object?> Call(Expr.Call call, bool soft)
    {
        var target = Compile(call.Target, soft);
        var arguments = Arguments(call.Arguments, soft);
        return frame =>
        {
            frame.Budget.Step();
            return frame.Budget.Made(Invoke(target(frame), arguments(frame)));
        };
    }

    public static object? Invoke(object? target, CallArguments arguments) => target switch
    {
        PyCallable callable => callable.Call(arguments),
        PyUndefined undefined => throw undefined.Error(),
        TemplateObject known when known.TryGetAttribute("__call__", out var call) => ((PyCallable)call!).Call(arguments),
        _ => throw PyError.Type($"'{PyType.Name(target)}' object is not callable"),
    };

    private Func<Frame, object?> Test(Expr.TestCall test, bool soft)
    {
        var value = Compile(test.Value, soft);
        var arguments = Arguments(test.Arguments, soft);
        var found = TestRegistry.Find(test.Id);
        if (found is null && !soft)
        {
            throw new TemplateException(TemplateErrorKind.TemplateAssertionError, $"No test named '{test.Id}'.", test.Line);
        }

        return found is null
            ? _ => throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, $"No test named '{test.Id}' found.", test.Line)
            : frame => found(arguments(frame).Prepend(value(frame)));
    }

    private Func<Frame, object?> Dict(Expr.DictOf dict, bool soft)
    {
        var keys = All(dict.Items.ConvertAll(item => item.Key), soft);
        var values = All(dict.Items.ConvertAll(item => item.Value), soft);
        return frame => new PyDict(keys(frame).Zip(values(frame), KeyValuePair.Create));
    }

    private Func<Frame, object?> Concat(Expr.Concat concat, bool soft)
    {
        var items = All(concat.Items, soft);
        return frame =>
        {
            var text = string.Concat(items(frame).Select(PyText.Str));
            frame.Budget.Chars(text.Length);
            return text;
        };
    }

    private Func<Frame, object?> Unary(Expr.Unary unary, bool soft)
    {
        var value = Compile(unary.Value, soft);
        return unary.Operator switch
        {
            "not" => frame => !PyTruth.Of(value(frame)),
            "-" => frame => PyArithmetic.Negate(value(frame)),
            _ => frame => PyArithmetic.Plus(value(frame)),
        };
    }

    private Func<Frame, object?> Binary(Expr.Binary binary, bool soft)
    {
        var left = Compile(binary.Left, soft);
        var right = Compile(binary.Right, soft);
        if (binary.Operator == "and")
        {
            return frame => left(frame) is var value && PyTruth.Of(value) ? right(frame) : value;
        }

        if (binary.Operator == "or")
        {
            return frame => left(frame) is var value && PyTruth.Of(value) ? value : right(frame);
        }

        Func<object?, object?, Frame, object?> operation = binary.Operator switch
        {
            "+" => PyArithmetic.Add,
            "-" => PyArithmetic.Subtract,
            "*" => PyArithmetic.Multiply,
            "/" => PyArithmetic.Divide,
            "//" => PyArithmetic.FloorDivide,
            "%" => PyArithmetic.Modulo,
            _ => PyArithmetic.Power,
        };
        return frame =>
        {
            frame.Budget.Step();
            return operation(left(frame), right(frame), frame);
        };
    }

    private Func<Frame, object?> Comparison(Expr.Compare compare, bool soft)
    {
        var first = Compile(compare.First, soft);
        var rest = compare.Rest.Select(item => (Test: Comparer(item.Key), Value: Compile(item.Value, soft))).ToArray();
        return frame =>
        {
            var left = first(frame);
            foreach (var (test, value) in rest)
            {
                var right = value(frame);
                if (!test(left, right))
                {
                    return false;
                }

                left = right;
            }

            return true;
        };
    }

    public static Func<object?, object?, bool> Comparer(string operation) => operation switch
    {
        "==" => PyEquality.Equals,
        "!=" => static (left, right) => !PyEquality.Equals(left, right),
        "<" => static (left, right) => PyComparison.Compare(left, right, "<") < 0,
        "<=" => static (left, right) => PyComparison.Compare(left, right, "<=") <= 0,
        ">" => static (left, right) => PyComparison.Compare(left, right, ">") > 0,
        ">=" => static (left, right) => PyComparison.Compare(left, right, ">=") >= 0,
        "in" => static (left, right) => PySequence.Contains(right, left),
        _ => static (left, right) => !PySequence.Contains(right, left),
    };

    private Func<Frame, object?> Condition(Expr.Condition condition)
    {
        var test = Compile(condition.Test, soft: true);
        var then = Compile(condition.Then, soft: true);
        if (condition.Otherwise is null)
        {
            // Jinja leaves this one undefined in the lenient way, whatever the environment asks for
            var nothing = new PyUndefined(UndefinedBehavior.Default, "", "the inline if-expression evaluated to false and no else section was defined.");
            return frame => PyTruth.Of(test(frame)) ? then(frame) : nothing;
        }

        var otherwise = Compile(condition.Otherwise, soft: true);
        return frame => PyTruth.Of(test(frame)) ? then(frame) : otherwise(frame);
    }
}
