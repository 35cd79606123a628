namespace Airflow.Engine.Templates;

/// <summary>A scope of variables while rendering, with the output that it prints to.</summary>
internal sealed class Frame
{
    private readonly Frame? _parent;
    private Dictionary<string, object?>? _variables;

    private Frame(Frame? parent, RenderState state, TemplateContext context, TemplateOutput output, bool isTop)
    {
        _parent = parent;
        State = state;
        Context = context;
        Output = output;
        Top = isTop || parent is null ? this : parent.Top;
    }

    public RenderState State { get; }

    public TemplateContext Context { get; }

    public TemplateOutput Output { get; }

    public RenderBudget Budget => State.Budget;

    public UndefinedBehavior Undefined => State.Scope.Undefined;

    public bool IsNative => State.IsNative;

    /// <summary>The variables set in this very scope.</summary>
    public IReadOnlyDictionary<string, object?> Own => _variables ??= new(StringComparer.Ordinal);

    /// <summary>The frame of the template itself, where what is set outside of loops and macros lives.</summary>
    public Frame Top { get; }

    public static Frame Root(RenderState state) => Template(null, state, new TemplateContext(seesScope: true), new TemplateOutput(state.Budget, state.IsNative));

    /// <summary>A frame for another template: with the variables of the one around it, or without.</summary>
    public static Frame Template(Frame? parent, RenderState state, TemplateContext context, TemplateOutput output) => new(parent, state, context, output, isTop: true);

    /// <summary>An inner scope that prints to the same output.</summary>
    public Frame Inner() => Inner(Output);

    /// <summary>An inner scope that prints elsewhere.</summary>
    public Frame Inner(TemplateOutput output) => new(this, State, Context, output, isTop: false);

    /// <summary>An inner scope with an output of its own.</summary>
    public Frame Capture() => new(this, State, Context, new TemplateOutput(Budget, IsNative), isTop: false);

    public void Set(string name, object? value) => (_variables ??= new(StringComparer.Ordinal))[name] = value;

    public object? Resolve(string name)
    {
        for (var frame = this; frame is not null; frame = frame._parent)
        {
            if (frame._variables is { } variables && variables.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        if (Context.SeesScope && State.Scope.TryGet(name, out var known))
        {
            return known;
        }

        if (name == "self")
        {
            return BlockReference.Self(Top);
        }

        return State.Scope.TryGetGlobal(name, out var global) ? global : PyUndefined.Name(Undefined, name);
    }
}
