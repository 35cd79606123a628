namespace Airflow.Runtime.Parsing;

/// <summary>What the compiler made of a DAG file.</summary>
/// <param name="Assembly">Null when there are errors.</param>
/// <param name="Problems">Errors and warnings.</param>
/// <param name="IsPart">There is nothing to run: the file only declares what others include.</param>
internal sealed record CompiledFile(byte[]? Assembly, IReadOnlyList<ParseProblem> Problems, bool IsPart = false);
