namespace Airflow.Hosting;

/// <summary>One page of the names of variables.</summary>
/// <param name="Keys">The names.</param>
/// <param name="TotalEntries">How many there are in all.</param>
internal sealed record VariableKeys(IReadOnlyList<string> Keys, int TotalEntries);
