namespace Airflow.Engine.Dags.Deploying;

/// <summary>What is wrong with a DAG file.</summary>
/// <param name="File">Path below the DAGs folder.</param>
/// <param name="Line">From 1; null: not known.</param>
/// <param name="Column">From 1; null: not known.</param>
/// <param name="Code">The compiler's, such as CS1002; empty for what it does not know of.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Detail">Further lines, such as the frames of an exception.</param>
/// <param name="IsError">Else it is a warning.</param>
public sealed record DeployProblem(string File, int? Line, int? Column, string Code, string Message, string Detail, bool IsError);
