namespace Airflow.Engine.Templates;

/// <summary>Turns statements into closures.</summary>
internal sealed class StatementCompiler
{
    private readonly ExpressionCompiler _expressions;
    private readonly Dictionary<string, CompiledBlock> _blocks = new(StringComparer.Ordinal);

    private StatementCompiler(FilterRegistry filters) => _expressions = new ExpressionCompiler(filters);

    public static CompiledTemplate Compile(string source, FilterRegistry filters)
    {
        var compiler = new StatementCompiler(filters);
        var root = compiler.Body(TemplateParser.Parse(source), soft: false);
        return new CompiledTemplate(root, compiler._blocks);
    }

    private Action<Frame> Body(List<Stmt> statements, bool soft)
    {
        var compiled = statements.Select(statement => AtLine(statement.Line, Statement(statement, soft))).ToArray();
        return compiled switch
        {
#pragma warning disable IDE0055 // the formatter has no good form for an empty lambda in an arm
            [] => static _ => { },
#pragma warning restore IDE0055
            [var only] => only,
            _ => frame => Array.ForEach(compiled, statement => statement(frame)),
        };
    }

    private static Action<Frame> AtLine(int line, Action<Frame> statement) => frame =>
    {
        try
        {
            statement(frame);
        }
        catch (TemplateException exception) when (exception.Line == 0)
        {
            throw new TemplateException(exception.Kind, exception.Problem, line, exception);
        }
    };

    private Action<Frame> Statement(Stmt statement, bool soft) => statement switch
    {
        Stmt.Data data => frame => frame.Output.Text(data.Text),
        Stmt.Print print => Print(print, soft),
        Stmt.If branch => If(branch),
        Stmt.For loop => LoopCompiler.Compile(loop, _expressions, body => Body(body, soft), soft),
        Stmt.Set set => Set(set, soft),
        Stmt.SetBlock set => SetBlock(set, soft),
        Stmt.With with => With(with, soft),
        Stmt.Do action => Do(action, soft),
        Stmt.FilterBlock filter => FilterBlock(filter, soft),
        Stmt.Macro macro => Macro(macro, soft),
        Stmt.CallBlock call => CallBlock(call, soft),
        Stmt.Block block => Block(block),
        Stmt.Extends extends => Extends(extends, soft),
        Stmt.Include include => Include(include, soft),
        Stmt.Import import => Import(import, soft),
        Stmt.FromImport import => FromImport(import, soft),
        _ => throw new TemplateException(TemplateErrorKind.TemplateSyntaxError, "unknown statement", statement.Line),
    };

    private Action<Frame> Print(Stmt.Print print, bool soft)
    {
        if (print.Value is Expr.Const constant)
        {
            var text = PyText.Str(constant.Value);
            return frame => frame.Output.Text(text);
        }

        var value = _expressions.Compile(print.Value, soft);
        return frame => frame.Output.Value(value(frame));
    }

    private Action<Frame> If(Stmt.If statement)
    {
        var branches = statement.Branches.Select(branch => (Test: _expressions.Compile(branch.Key, soft: true), Body: Body(branch.Value, soft: true))).ToArray();
        var otherwise = Body(statement.Otherwise, soft: true);
        return frame =>
        {
            foreach (var (test, body) in branches)
            {
                if (PyTruth.Of(test(frame)))
                {
                    body(frame);
                    return;
                }
            }

            otherwise(frame);
        };
    }

    private Action<Frame> Set(Stmt.Set set, bool soft)
    {
        var value = _expressions.Compile(set.Value, soft);
        return frame => Binding.Assign(set.Target, value(frame), frame);
    }

    private Action<Frame> SetBlock(Stmt.SetBlock set, bool soft)
    {
        var captured = Captured(set.Body, soft);
        var value = set.Filter is null ? captured : _expressions.Filter(set.Filter, captured, soft);
        return frame => Binding.Assign(set.Target, value(frame), frame);
    }

    private Func<Frame, object?> Captured(List<Stmt> statements, bool soft)
    {
        var body = Body(statements, soft);
        return frame =>
        {
            var inner = frame.Capture();
            body(inner);
            return inner.Output.Result();
        };
    }

    private Action<Frame> With(Stmt.With with, bool soft)
    {
        var values = with.Values.Select(item => (Target: item.Key, Value: _expressions.Compile(item.Value, soft))).ToArray();
        var body = Body(with.Body, soft);
        return frame =>
        {
            var inner = frame.Inner();
            foreach (var (target, value) in values)
            {
                Binding.Assign(target, value(frame), inner);
            }

            body(inner);
        };
    }

    private Action<Frame> Do(Stmt.Do action, bool soft)
    {
        var value = _expressions.Compile(action.Value, soft);
        return frame => value(frame);
    }

    private Action<Frame> FilterBlock(Stmt.FilterBlock filter, bool soft)
    {
        var value = _expressions.Filter(filter.Filter, Captured(filter.Body, soft), soft);
        return frame => frame.Output.Value(value(frame));
    }

    private PyMacro.Definition Define(MacroShape shape, bool soft) => new(
        shape,
        [.. shape.Parameters.Select(parameter => parameter.Value is null ? null : _expressions.Compile(parameter.Value, soft))],
        Body(shape.Body, soft));

    private Action<Frame> Macro(Stmt.Macro macro, bool soft)
    {
        var definition = Define(macro.Shape, soft);
        return frame => frame.Set(macro.Shape.Id, new PyMacro(definition, frame));
    }

    private Action<Frame> CallBlock(Stmt.CallBlock call, bool soft)
    {
        var caller = Define(call.Caller, soft);
        var target = _expressions.Compile(call.Call.Target, soft);
        var arguments = _expressions.Arguments(call.Call.Arguments, soft);
        return frame =>
        {
            var given = arguments(frame);
            var named = given.Named.Append(new("caller", new PyMacro(caller, frame)));
            frame.Output.Value(ExpressionCompiler.Invoke(target(frame), new CallArguments(given.Positional, [.. named], frame)));
        };
    }

    private Action<Frame> Block(Stmt.Block block)
    {
        _blocks[block.Id] = new CompiledBlock(block.Id, block.IsRequired, Body(block.Body, soft: false));
        return frame =>
        {
            if (!frame.Output.IsMuted)
            {
                BlockReference.Render(frame, block.IsScoped ? frame : frame.Top, block.Id, 0);
            }
        };
    }

    private Action<Frame> Extends(Stmt.Extends extends, bool soft)
    {
        var parent = _expressions.Compile(extends.Parent, soft);
        return frame =>
        {
            if (frame.Context.Parent is not null)
            {
                throw new TemplateException(TemplateErrorKind.TemplateRuntimeError, "extended multiple times", extends.Line);
            }

            frame.Context.Parent = TemplateLoading.Load(parent(frame), frame);
            frame.Output.IsMuted = true;
        };
    }

    private Action<Frame> Include(Stmt.Include include, bool soft)
    {
        var name = _expressions.Compile(include.Template, soft);
        return frame =>
        {
            if (TemplateLoading.TryLoad(name(frame), frame, include.IgnoreMissing) is { } template && !frame.Output.IsMuted)
            {
                var inner = TemplateLoading.Enter(frame, include.WithContext, frame.Output);
                template.Render(inner);
            }
        };
    }

    private Action<Frame> Import(Stmt.Import import, bool soft)
    {
        var name = _expressions.Compile(import.Template, soft);
        return frame => frame.Set(import.Id, TemplateLoading.Module(TemplateLoading.Load(name(frame), frame), frame, import.WithContext));
    }

    private Action<Frame> FromImport(Stmt.FromImport import, bool soft)
    {
        var name = _expressions.Compile(import.Template, soft);
        return frame =>
        {
            var module = TemplateLoading.Module(TemplateLoading.Load(name(frame), frame), frame, import.WithContext);
            foreach (var (id, alias) in import.Names)
            {
                frame.Set(alias, module.TryGetAttribute(id, out var value)
                    ? value
                    : new PyUndefined(frame.Undefined, id, $"the template does not export the requested name '{id}'"));
            }
        };
    }
}
