namespace Airflow;

/// <summary>What a sensor saw.</summary>
/// <param name="IsDone">Whether what it waits for is there.</param>
/// <param name="Value">Result of the sensor, stored as the XCom <c>return_value</c>; <see langword="null"/> stores nothing.</param>
public readonly record struct PokeResult(bool IsDone, object? Value = null)
{
    /// <summary>What it waits for is there.</summary>
    /// <param name="value">Result of the sensor.</param>
    /// <returns>The result.</returns>
    public static PokeResult Done(object? value = null) => new(IsDone: true, value);

    /// <summary>Not yet.</summary>
    public static PokeResult NotYet => new(IsDone: false);

    /// <summary>Whether what it waits for is there.</summary>
    /// <param name="isDone">Whether it is.</param>
    public static implicit operator PokeResult(bool isDone) => FromBoolean(isDone);

    /// <summary>Whether what it waits for is there.</summary>
    /// <param name="isDone">Whether it is.</param>
    /// <returns>The result.</returns>
    public static PokeResult FromBoolean(bool isDone) => new(isDone);
}
