namespace Airflow.Engine.Dags;

/// <summary>A serialised DAG that cannot be read or written, with the place in the document.</summary>
public sealed class DagSerializationException : AirflowException
{
    public DagSerializationException(string path, string problem, Exception? innerException = null)
        : base("dag_serialization", $"Serialised DAG, at {path}: {problem}", innerException)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The place in the document, such as <c>dag.tasks[3].retries</c>.</summary>
    public string Path { get; }

    /// <summary>What is wrong there.</summary>
    public string Problem { get; }
}
