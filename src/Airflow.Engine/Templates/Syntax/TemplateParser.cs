namespace Airflow.Engine.Templates;

/// <summary>Parses a template into statements.</summary>
internal sealed class TemplateParser
{
    private const int MaxDepth = 60;

    private static readonly string[] Known =
    [
        "for", "if", "block", "extends", "print", "macro", "include", "from", "import", "set", "with", "call", "filter", "do", "raw",
    ];

    private readonly TokenStream _tokens;
    private readonly ExpressionParser _expressions;
    private readonly Stack<string> _openTags = new();
    private readonly HashSet<string> _blocks = new(StringComparer.Ordinal);

    private TemplateParser(string source)
    {
        _tokens = new TokenStream(Lexer.Tokenize(source));
        _expressions = new ExpressionParser(_tokens);
    }

    public static List<Stmt> Parse(string source)
    {
        var parser = new TemplateParser(source);
        var body = parser.Body();
        return parser._tokens.Current.Kind == TokenKind.End ? body : throw parser.UnknownTag();
    }

    private List<Stmt> Body(params string[] ends)
    {
        var body = new List<Stmt>();
        while (true)
        {
            var token = _tokens.Current;
            switch (token.Kind)
            {
                case TokenKind.Data:
                    _tokens.Next();
                    body.Add(new Stmt.Data(token.Text) { Line = token.Line });
                    break;
                case TokenKind.VariableBegin:
                    _tokens.Next();
                    body.Add(new Stmt.Print(_expressions.ParseTuple()) { Line = token.Line });
                    _tokens.Expect(TokenKind.VariableEnd, "token 'end of print statement'");
                    break;
                case TokenKind.BlockBegin:
                    _tokens.Next();
                    if (ends.Contains(_tokens.Current.Text, StringComparer.Ordinal) && _tokens.Current.Kind == TokenKind.Name)
                    {
                        return body;
                    }

                    body.Add(Statement());
                    _tokens.Expect(TokenKind.BlockEnd, "token 'end of statement block'");
                    break;
                default:
                    return ends.Length == 0
                        ? body
                        : throw _tokens.Error($"Unexpected end of template. Jinja was looking for the following tags: {string.Join(" or ", ends)}. The innermost block that needs to be closed is '{_openTags.Peek()}'.");
            }
        }
    }

    /// <summary>The statements up to one of the tags, which is the current token then.</summary>
    private List<Stmt> BodyUntil(params string[] ends)
    {
        if (_openTags.Count > MaxDepth)
        {
            throw _tokens.Error("statements are nested too deeply");
        }

        _tokens.Skip(":");
        _tokens.Expect(TokenKind.BlockEnd, "token 'end of statement block'");
        return Body(ends);
    }

    private Stmt Statement()
    {
        var token = _tokens.Current;
        if (token.Kind != TokenKind.Name)
        {
            throw _tokens.Error("tag name expected");
        }

        if (!Known.Contains(token.Text, StringComparer.Ordinal))
        {
            throw UnknownTag();
        }

        _tokens.Next();
        _openTags.Push(token.Text);
        var statement = token.Text switch
        {
            "for" => For(),
            "if" => If(),
            "set" => Set(),
            "with" => With(),
            "do" => new Stmt.Do(_expressions.ParseTuple()),
            "print" => Print(),
            "macro" => Macro(),
            "call" => CallBlock(),
            "filter" => FilterBlock(),
            "block" => Block(),
            "extends" => new Stmt.Extends(_expressions.Parse()),
            "include" => Include(),
            "import" => Import(),
            "from" => FromImport(),
            _ => throw UnknownTag(),
        };
        _openTags.Pop();
        return statement with { Line = token.Line };
    }

    private TemplateException UnknownTag() => _tokens.Error(
        $"Encountered unknown tag '{_tokens.Current.Text}'.{(_openTags.Count > 0 ? $" The innermost block that needs to be closed is '{_openTags.Peek()}'." : "")}");

    private Stmt.If If()
    {
        var branches = new List<KeyValuePair<Expr, List<Stmt>>>();
        do
        {
            var test = _expressions.ParseTuple(withCondition: false);
            branches.Add(new(test, BodyUntil("elif", "else", "endif")));
        }
        while (_tokens.SkipName("elif"));

        var otherwise = _tokens.SkipName("else") ? BodyUntil("endif") : [];
        _tokens.ExpectName("endif");
        return new Stmt.If(branches, otherwise);
    }

    private Stmt.For For()
    {
        var target = Targets("in");
        _tokens.ExpectName("in");
        var items = _expressions.ParseTuple(withCondition: false);
        var condition = _tokens.SkipName("if") ? _expressions.Parse() : null;
        var recursive = _tokens.SkipName("recursive");
        var body = BodyUntil("endfor", "else");
        var otherwise = _tokens.SkipName("else") ? BodyUntil("endfor") : [];
        _tokens.ExpectName("endfor");
        return new Stmt.For(target, items, condition, body, otherwise, recursive);
    }

    private Stmt Set()
    {
        var target = Targets("");
        if (_tokens.Skip("="))
        {
            return new Stmt.Set(target, _expressions.ParseTuple());
        }

        var filter = _tokens.Skip("|") ? _expressions.ParseFilters() : null;
        var body = BodyUntil("endset");
        _tokens.ExpectName("endset");
        return new Stmt.SetBlock(target, filter, body);
    }

    private Target Targets(string end)
    {
        var items = new List<Target> { SingleTarget() };
        var isTuple = false;
        while (_tokens.Skip(","))
        {
            isTuple = true;
            if (_tokens.Current.Is("=") || _tokens.Current.IsName(end) || _tokens.Current.Is(")"))
            {
                break;
            }

            items.Add(SingleTarget());
        }

        return isTuple ? new Target.Unpack(items) : items[0];
    }

    private Target SingleTarget()
    {
        if (_tokens.Skip("("))
        {
            var inner = Targets("");
            _tokens.Expect(")");
            return inner is Target.Unpack ? inner : new Target.Unpack([inner]);
        }

        var name = TargetName();
        return _tokens.Skip(".") ? new Target.Member(name, _tokens.Expect(TokenKind.Name, "token 'name'").Text) : new Target.Variable(name);
    }

    private string TargetName()
    {
        var token = _tokens.Expect(TokenKind.Name, "token 'name'");
        return token.Text is "true" or "false" or "none" or "True" or "False" or "None"
            ? throw _tokens.Error($"can't assign to '{token.Text}'", token.Line)
            : token.Text;
    }

    private Stmt.With With()
    {
        var values = new List<KeyValuePair<Target, Expr>>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (values.Count > 0)
            {
                _tokens.Expect(",");
            }

            var target = SingleTarget();
            _tokens.Expect("=");
            values.Add(new(target, _expressions.Parse()));
        }

        var body = BodyUntil("endwith");
        _tokens.ExpectName("endwith");
        return new Stmt.With(values, body);
    }

    private Stmt.Print Print() => new(_expressions.ParseTuple());

    private Stmt.Macro Macro()
    {
        var name = TargetName();
        return new Stmt.Macro(Shape(name, "endmacro"));
    }

    private MacroShape Shape(string name, string end, List<KeyValuePair<string, Expr?>>? given = null)
    {
        var mentions = new HashSet<string>(StringComparer.Ordinal);
        _expressions.Mentions.Push(mentions);
        var parameters = given ?? Parameters();
        var body = BodyUntil(end);
        _tokens.ExpectName(end);
        _expressions.Mentions.Pop();
        return new MacroShape(name, parameters, body) { Mentions = mentions };
    }

    private List<KeyValuePair<string, Expr?>> Parameters()
    {
        var parameters = new List<KeyValuePair<string, Expr?>>();
        _tokens.Expect("(");
        while (!_tokens.Current.Is(")"))
        {
            if (parameters.Count > 0)
            {
                _tokens.Expect(",");
                if (_tokens.Current.Is(")"))
                {
                    break;
                }
            }

            var name = TargetName();
            var value = _tokens.Skip("=") ? _expressions.Parse() : null;
            if (value is null && parameters.Count > 0 && parameters[^1].Value is not null)
            {
                throw _tokens.Error("non-default argument follows default argument");
            }

            parameters.Add(new(name, value));
        }

        _tokens.Expect(")");
        return parameters;
    }

    private Stmt.CallBlock CallBlock()
    {
        var parameters = _tokens.Current.Is("(") ? Parameters() : [];
        var call = _expressions.Parse() as Expr.Call ?? throw _tokens.Error("expected call");
        return new Stmt.CallBlock(call, Shape("caller", "endcall", parameters));
    }

    private Stmt.FilterBlock FilterBlock()
    {
        var filter = _expressions.ParseFilters();
        var body = BodyUntil("endfilter");
        _tokens.ExpectName("endfilter");
        return new Stmt.FilterBlock(filter, body);
    }

    private Stmt.Block Block()
    {
        var name = _tokens.Expect(TokenKind.Name, "token 'name'").Text;
        if (!_blocks.Add(name))
        {
            throw new TemplateException(TemplateErrorKind.TemplateAssertionError, $"block '{name}' defined twice", _tokens.Current.Line);
        }

        var scoped = _tokens.SkipName("scoped");
        var required = _tokens.SkipName("required");
        if (_tokens.Current.Is("-"))
        {
            throw _tokens.Error("Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.");
        }

        var body = BodyUntil("endblock");
        if (required && body.Exists(statement => statement is not Stmt.Data data || !string.IsNullOrWhiteSpace(data.Text)))
        {
            throw _tokens.Error("Required blocks can only contain comments or whitespace");
        }

        _tokens.ExpectName("endblock");
        _tokens.SkipName(name);
        return new Stmt.Block(name, body, scoped, required);
    }

    private Stmt.Include Include()
    {
        var template = _expressions.Parse();
        var ignoreMissing = _tokens.Current.IsName("ignore") && _tokens.Following.IsName("missing");
        if (ignoreMissing)
        {
            _tokens.Next();
            _tokens.Next();
        }

        return new Stmt.Include(template, ignoreMissing, Context(byDefault: true));
    }

    private Stmt.Import Import()
    {
        var template = _expressions.Parse();
        _tokens.ExpectName("as");
        var name = TargetName();
        return new Stmt.Import(template, name, Context(byDefault: false));
    }

    private Stmt.FromImport FromImport()
    {
        var template = _expressions.Parse();
        _tokens.ExpectName("import");
        var names = new List<KeyValuePair<string, string>>();
        while (_tokens.Current.Kind == TokenKind.Name && !(_tokens.Current.Text is "with" or "without" && _tokens.Following.IsName("context")))
        {
            var name = TargetName();
            if (name.StartsWith('_'))
            {
                throw new TemplateException(TemplateErrorKind.TemplateAssertionError, "names starting with an underline can not be imported", _tokens.Current.Line);
            }

            names.Add(new(name, _tokens.SkipName("as") ? TargetName() : name));
            if (!_tokens.Skip(","))
            {
                break;
            }
        }

        var withContext = Context(byDefault: false);
        return names.Count > 0 ? new Stmt.FromImport(template, names, withContext) : throw _tokens.Unexpected("token 'name'");
    }

    private bool Context(bool byDefault)
    {
        if (_tokens.Current.Text is "with" or "without" && _tokens.Current.Kind == TokenKind.Name && _tokens.Following.IsName("context"))
        {
            var with = _tokens.Next().Text == "with";
            _tokens.Next();
            return with;
        }

        return byDefault;
    }
}
