namespace Airflow.Engine.Listing;

/// <summary>A condition on one field of what is listed.</summary>
/// <param name="Field">The name of a field, or of a condition that the listing knows by name.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">Texts, numbers, flags, times or ids; null where a field may be null.</param>
public sealed record ListFilter(string Field, ListOperator Operator, params IReadOnlyList<object?> Values)
{
    /// <summary>Whether a field that is nothing fits as well.</summary>
    public bool OrNothing { get; init; }

    public static ListFilter Is(string field, object? value) => new(field, ListOperator.AnyOf, value);

    public static ListFilter In(string field, IEnumerable<object?> values) => new(field, ListOperator.AnyOf, [.. values]);
}
