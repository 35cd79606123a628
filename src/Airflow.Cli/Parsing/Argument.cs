namespace Airflow.Cli.Parsing;

/// <summary>A positional argument or an option of a command: what it is called, how many words it takes, how they are checked.</summary>
internal abstract class Argument
{
    /// <summary>Flags as typed, short one first; empty for a positional argument.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
    /// <summary>Airflow's name of the value, such as dag_id.</summary>
    public required string Name { get; init; }
    public required string Help { get; init; }
    public Arity Arity { get; init; } = Arity.One;
    /// <summary>The values that are allowed; empty when any is.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
    /// <summary>How the value is called in the usage line, when not after its name.</summary>
    public string? Metavar { get; init; }
    public bool IsRequired { get; init; }
    /// <summary>Each use adds a value; otherwise the last one counts.</summary>
    public bool IsRepeatable { get; init; }
    /// <summary>What a wrong value is called in the error: "invalid KIND value".</summary>
    public string Kind { get; init; } = "str";

    public bool IsPositional => Flags.Count == 0;

    /// <summary>How an error names it: -o/--output, or the name of a positional argument.</summary>
    public string DisplayName => IsPositional ? Metavar ?? Name : string.Join('/', Flags);

    public string ValueName => Metavar ?? (Choices.Count > 0
        ? $"{{{string.Join(',', Choices)}}}"
        : IsPositional ? Name : Name.ToUpperInvariant());

    public bool TakesList => IsRepeatable || Arity is Arity.Any or Arity.AtLeastOne;

    /// <summary>Turns the words into the value; a <see cref="FormatException"/> says that one of them is wrong.</summary>
    public abstract object? Convert(IReadOnlyList<string> words);

    public abstract object? DefaultValue { get; }
}
