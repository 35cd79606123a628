namespace Airflow.Engine.XComs;

/// <summary>One element of a stored list.</summary>
/// <param name="Count">Elements of the list.</param>
/// <param name="Value">The element as JSON; null when there are not as many.</param>
public readonly record struct XComElement(int Count, string? Value);
