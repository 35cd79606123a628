namespace Airflow.Engine.Templates;

/// <summary>Parses expressions by Jinja's grammar and precedence.</summary>
internal sealed partial class ExpressionParser(TokenStream tokens)
{
    // deeper than any sane template, shallow enough for the stack of the parser and of what is compiled from it
    private const int MaxDepth = 150;

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    private int _depth;

    /// <summary>Sets of names that receive every name mentioned: one for each macro around.</summary>
    public Stack<HashSet<string>> Mentions { get; } = new();

    public Expr Parse(bool withCondition = true)
    {
        if (++_depth > MaxDepth)
        {
            throw tokens.Error("the expression is nested too deeply");
        }

        var value = withCondition ? Condition() : Or();
        _depth--;
        return value;
    }

    /// <summary>One expression, or a tuple of several without brackets.</summary>
    public Expr ParseTuple(bool withCondition = true, bool inBrackets = false)
    {
        var line = tokens.Current.Line;
        var items = new List<Expr>();
        var isTuple = false;
        while (true)
        {
            if (items.Count > 0)
            {
                if (!tokens.Skip(","))
                {
                    break;
                }

                isTuple = true;
            }

            if (AtTupleEnd())
            {
                break;
            }

            items.Add(Parse(withCondition));
        }

        if (!isTuple && items.Count == 1)
        {
            return items[0];
        }

        return items.Count > 0 || inBrackets ? new Expr.TupleOf(items) { Line = line } : throw tokens.Error($"Expected an expression, got {tokens.Current.Describe()}");
    }

    public Expr.Filter ParseFilters()
    {
        var line = tokens.Current.Line;
        Expr.Filter? filter = null;
        do
        {
            filter = Filter(filter, line);
        }
        while (tokens.Skip("|"));
        return filter;
    }

    /// <summary>A value with what follows it directly: attributes, items, calls and filters.</summary>
    public Expr ParseUnary(bool withFilter = true)
    {
        var line = tokens.Current.Line;
        Expr value;
        if (tokens.Current.Is("-") || tokens.Current.Is("+"))
        {
            if (++_depth > MaxDepth)
            {
                throw tokens.Error("the expression is nested too deeply");
            }

            value = new Expr.Unary(tokens.Next().Text, ParseUnary(withFilter: false)) { Line = line };
            _depth--;
        }
        else
        {
            value = Primary();
        }

        value = Postfix(value);
        return withFilter ? FilterExpression(value) : value;
    }

    public CallShape Arguments()
    {
        var call = new CallShape([], [], null, null);
        tokens.Expect("(");
        var first = true;
        while (!tokens.Current.Is(")"))
        {
            if (!first)
            {
                tokens.Expect(",");
                if (tokens.Current.Is(")"))
                {
                    break;
                }
            }

            first = false;
            call = Argument(call);
        }

        tokens.Expect(")");
        return call;
    }

    private CallShape Argument(CallShape call)
    {
        if (tokens.Skip("**"))
        {
            return call.NamedRest is null ? call with { NamedRest = Parse() } : throw tokens.Error("invalid syntax for function call expression");
        }

        if (tokens.Skip("*"))
        {
            return call.Rest is null && call.NamedRest is null ? call with { Rest = Parse() } : throw tokens.Error("invalid syntax for function call expression");
        }

        if (tokens.Current.Kind == TokenKind.Name && tokens.Following.Is("=") && call.NamedRest is null)
        {
            var name = tokens.Next().Text;
            tokens.Next();
            call.Named.Add(new(name, Parse()));
            return call;
        }

        if (call.Rest is not null || call.NamedRest is not null || call.Named.Count > 0)
        {
            throw tokens.Error("invalid syntax for function call expression");
        }

        call.Positional.Add(Parse());
        return call;
    }

    private bool AtTupleEnd() => tokens.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd or TokenKind.End || tokens.Current.Is(")");

    private Expr Condition()
    {
        var line = tokens.Current.Line;
        var value = Or();
        var conditions = 0;
        while (tokens.SkipName("if"))
        {
            if (++conditions > MaxDepth)
            {
                throw tokens.Error("the expression is nested too deeply");
            }

            var test = Or();
            value = new Expr.Condition(test, value, tokens.SkipName("else") ? Parse() : null) { Line = line };
        }

        return value;
    }

    private Expr Or() => LeftToRight(And, () => tokens.SkipName("or") ? "or" : null);

    private Expr And() => LeftToRight(Not, () => tokens.SkipName("and") ? "and" : null);

    private Expr Not()
    {
        var line = tokens.Current.Line;
        if (!tokens.SkipName("not"))
        {
            return Compare();
        }

        if (++_depth > MaxDepth)
        {
            throw tokens.Error("the expression is nested too deeply");
        }

        var value = new Expr.Unary("not", Not()) { Line = line };
        _depth--;
        return value;
    }

    private Expr Compare()
    {
        var line = tokens.Current.Line;
        var first = Sum();
        var rest = new List<KeyValuePair<string, Expr>>();
        while (true)
        {
            if (tokens.Current.Kind == TokenKind.Operator && Comparisons.Contains(tokens.Current.Text, StringComparer.Ordinal))
            {
                rest.Add(new(tokens.Next().Text, Sum()));
            }
            else if (tokens.SkipName("in"))
            {
                rest.Add(new("in", Sum()));
            }
            else if (tokens.Current.IsName("not") && tokens.Following.IsName("in"))
            {
                tokens.Next();
                tokens.Next();
                rest.Add(new("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new Expr.Compare(first, rest) { Line = line };
            }
        }
    }

    private Expr Sum() => LeftToRight(Concat, () => SkipAny("+", "-"));

    private Expr Concat()
    {
        var line = tokens.Current.Line;
        var items = new List<Expr> { Product() };
        while (tokens.Skip("~"))
        {
            items.Add(Product());
        }

        return items.Count == 1 ? items[0] : new Expr.Concat(items) { Line = line };
    }

    private Expr Product() => LeftToRight(Power, () => SkipAny("*", "/", "//", "%"));

    private Expr Power() => LeftToRight(() => ParseUnary(), () => SkipAny("**"));

    private string? SkipAny(params string[] operators) =>
        tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text, StringComparer.Ordinal) ? tokens.Next().Text : null;

    private Expr LeftToRight(Func<Expr> operand, Func<string?> next)
    {
        var line = tokens.Current.Line;
        var left = operand();
        var length = 0;
        while (next() is { } op)
        {
            // each operator makes the tree one level deeper
            if (++length > MaxDepth)
            {
                throw tokens.Error($"more than {MaxDepth} operators in a row");
            }

            left = new Expr.Binary(op, left, operand()) { Line = line };
        }

        return left;
    }

    private Expr Postfix(Expr value)
    {
        var length = 0;
        while (true)
        {
            if (++length > MaxDepth)
            {
                throw tokens.Error($"more than {MaxDepth} attributes or calls in a row");
            }

            if (tokens.Current.Is(".") || tokens.Current.Is("["))
            {
                value = Subscript(value);
            }
            else if (tokens.Current.Is("("))
            {
                value = new Expr.Call(value, Arguments()) { Line = tokens.Current.Line };
            }
            else
            {
                return value;
            }
        }
    }

    private Expr FilterExpression(Expr value)
    {
        var length = 0;
        while (true)
        {
            if (++length > MaxDepth)
            {
                throw tokens.Error($"more than {MaxDepth} filters in a row");
            }

            if (tokens.Skip("|"))
            {
                value = Filter(value, tokens.Current.Line);
            }
            else if (tokens.SkipName("is"))
            {
                value = Test(value);
            }
            else if (tokens.Current.Is("("))
            {
                // a call may follow a filter, too
                value = new Expr.Call(value, Arguments()) { Line = tokens.Current.Line };
            }
            else
            {
                return value;
            }
        }
    }

    private Expr.Filter Filter(Expr? value, int line) =>
        new(value, DottedName(), tokens.Current.Is("(") ? Arguments() : CallShape.Empty) { Line = line };

    private string DottedName()
    {
        var names = new List<string>();
        do
        {
            names.Add(tokens.Expect(TokenKind.Name, "token 'name'").Text);
        }
        while (tokens.Skip("."));
        return string.Join('.', names);
    }

    private Expr Test(Expr value)
    {
        var line = tokens.Current.Line;
        var negated = tokens.SkipName("not");
        var name = DottedName();
        var arguments = CallShape.Empty;
        if (tokens.Current.Is("("))
        {
            arguments = Arguments();
        }
        else if (StartsArgument(tokens.Current))
        {
            if (tokens.Current.IsName("is"))
            {
                throw tokens.Error("You cannot chain multiple tests with is");
            }

            arguments = new CallShape([Postfix(Primary())], [], null, null);
        }

        var test = new Expr.TestCall(value, name, arguments) { Line = line };
        return negated ? new Expr.Unary("not", test) { Line = line } : test;
    }

    private static bool StartsArgument(Token token) => token.Kind switch
    {
        TokenKind.Name => token.Text is not ("else" or "or" or "and"),
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Operator => token.Text is "(" or "[" or "{",
        _ => false,
    };

    private Expr Subscript(Expr owner)
    {
        var line = tokens.Current.Line;
        if (tokens.Skip("."))
        {
            var token = tokens.Next();
            return token.Kind switch
            {
                TokenKind.Name => new Expr.Attribute(owner, token.Text) { Line = line },
                TokenKind.Integer when PyNumber.TryParseInteger(token.Text, 10, out var index) => new Expr.Item(owner, new Expr.Const(index)) { Line = line },
                _ => throw tokens.Error("expected name or number"),
            };
        }

        tokens.Expect("[");
        var keys = new List<Expr>();
        while (!tokens.Current.Is("]"))
        {
            if (keys.Count > 0)
            {
                tokens.Expect(",");
            }

            keys.Add(SliceOrKey(line));
        }

        tokens.Expect("]");
        return keys.Count switch
        {
            0 => throw tokens.Error("Expected an expression, got ']'"),
            1 => new Expr.Item(owner, keys[0]) { Line = line },
            _ => new Expr.Item(owner, new Expr.TupleOf(keys)) { Line = line },
        };
    }

    private Expr SliceOrKey(int line)
    {
        Expr? start = null;
        if (!tokens.Current.Is(":"))
        {
            start = Parse();
            if (!tokens.Current.Is(":"))
            {
                return start;
            }
        }

        tokens.Expect(":");
        var stop = AtSliceEnd() ? null : Parse();
        var step = tokens.Skip(":") && !AtSliceEnd() ? Parse() : null;
        return new Expr.Slice(start, stop, step) { Line = line };
    }

    private bool AtSliceEnd() => tokens.Current.Is(":") || tokens.Current.Is("]") || tokens.Current.Is(",");
}
