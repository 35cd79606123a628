using System.Text.Json;

namespace Airflow;

/// <summary>An operator that runs once for every element of a sequence; made by <c>new XOperator("x").Expand(…)</c> and added like any other.</summary>
/// <typeparam name="TOperator">Type of the operator.</typeparam>
public sealed class MappedOperator<TOperator> : Operator
    where TOperator : Operator
{
    private readonly TOperator _template;
    private ExpandInput _input;

    internal MappedOperator(TOperator template, ExpandInput input)
        : base(template.LocalId)
    {
        _template = template;
        _input = input;
        Options = template.Options;
    }

    internal override OperatorType OperatorType => _template.OperatorType;

    internal override ExpandInput ExpandInput => _input;

    internal override Operator TemplateTarget => _template;

    /// <summary>The results of all instances, as an input for later tasks.</summary>
    /// <typeparam name="T">Type as which each is read.</typeparam>
    /// <returns>The input.</returns>
    public ITaskOutput<IReadOnlyList<T>> Results<T>() => new TaskOutput<IReadOnlyList<T>>(this, XComs.ReturnValue);

    internal MappedOperator<TOperator> AlsoOver(ExpandArgument argument)
    {
        if (_input.Arguments.Any(existing => existing.Name == argument.Name))
        {
            throw new ArgumentException($"Task '{LocalId}' is already mapped over '{argument.Name}'.", nameof(argument));
        }

        _input = new ExpandInput(_input.Kind, [.. _input.Arguments, argument]);
        return this;
    }

    internal override void ApplyDefaultArguments(IReadOnlyDictionary<string, object?> arguments) => _template.ApplyDefaultArguments(arguments);

    /// <inheritdoc/>
    protected internal override ValueTask<TaskOutcome> ExecuteAsync(TaskContext context) =>
        throw new InvalidOperationException($"Mapped task '{Id}' runs only as one of its instances.");

    /// <summary>The operator of one instance: the template with its elements filled in.</summary>
    internal override async ValueTask<Operator> BindAsync(TaskContext context)
    {
        var elements = await _input.ResolveAsync(context);
        var instance = _template.CloneForRun();
        var arguments = _input.Kind == ExpandKind.ListOfDicts
            ? elements[0].EnumerateObject().Select(property => (property.Name, property.Value))
            : _input.Arguments.Select((argument, i) => (argument.Name, Value: elements[i]));
        foreach (var (name, value) in arguments)
        {
            Fill(instance, name, value);
        }

        return instance;
    }

    private static void Fill(Operator instance, string name, JsonElement value)
    {
        if (!OperatorArguments.Of(instance.GetType()).TryGetValue(name, out var property))
        {
            throw new InvalidOperationException($"Task '{instance.LocalId}': {instance.GetType().Name} has no argument '{name}' to map over.");
        }

        property.SetValue(instance, property.PropertyType == typeof(Template)
            ? (Template)(value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText())
            : XComJson.Read(value, property.PropertyType, instance.LocalId, name));
    }
}
