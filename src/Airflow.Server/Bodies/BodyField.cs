using System.Text.Json;

namespace Airflow.Server.Bodies;

/// <summary>A field of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRequired">It may not be left out.</param>
/// <param name="IsNullable">It may be null.</param>
internal sealed record BodyField(string Name, BodyKind Kind, bool IsRequired = true, bool IsNullable = false)
{
    /// <summary>The texts that a literal or a choice may have.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>How a literal is written in errors.</summary>
    public string? Expected { get; init; }

    /// <summary>The most letters that a text may have.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The fewest letters.</summary>
    public int? MinLength { get; init; }

    /// <summary>What a text must look like: a regular expression in the words of errors.</summary>
    public string? Pattern { get; init; }

    /// <summary>The least number.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>A time may come without a zone, and is one of UTC then.</summary>
    public bool IsNaiveAllowed { get; init; }

    /// <summary>What each item of a list must look like; null: anything.</summary>
    public BodyShape? Item { get; init; }

    /// <summary>What must hold for a value of the right kind that is not null: what is wrong, or null.</summary>
    public Func<JsonElement, string?>? Rule { get; init; }

    /// <summary>What is wrong with null, though the field is declared to take it; null: nothing.</summary>
    public string? NullFault { get; init; }

    /// <summary>Another name that it may be given by; errors call it by this one.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether errors call it by its name though it has another.</summary>
    public bool IsCalledByName { get; init; }

    public static BodyField Optional(string name, BodyKind kind) => new(name, kind, IsRequired: false, IsNullable: true);
}
