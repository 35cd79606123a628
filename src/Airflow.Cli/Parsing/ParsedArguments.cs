namespace Airflow.Cli.Parsing;

/// <summary>The values of a command's arguments.</summary>
internal sealed class ParsedArguments
{
    private readonly Dictionary<Argument, object?> _values = [];

    /// <summary>Words that belong to no argument.</summary>
    public List<string> Unrecognized { get; } = [];

    /// <summary>Somebody typed -h: the help is the answer, whatever else was typed.</summary>
    public bool IsHelpRequested { get; set; }

    public T Get<T>(Argument<T> argument) => (T)(_values.TryGetValue(argument, out var value) ? value : argument.DefaultValue)!;

    public bool IsGiven(Argument argument) => _values.ContainsKey(argument);

    internal void Set(Argument argument, object? value) => _values[argument] = value;
}
