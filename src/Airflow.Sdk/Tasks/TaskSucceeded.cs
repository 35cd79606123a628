namespace Airflow;

/// <summary>The task did its work.</summary>
/// <param name="Value">Result, stored as the XCom <c>return_value</c>; <see langword="null"/> stores nothing.</param>
/// <param name="Type">Type under which the result is serialised.</param>
public sealed record TaskSucceeded(object? Value, Type Type) : TaskOutcome;
