namespace Airflow.Server.Tests.Api.Client;

/// <summary>Names of the document as C# writes them.</summary>
internal static class ClientNames
{
    private static readonly char[] Separators = ['_', ' ', '-', '.'];

    /// <summary>dag_run_id as DagRunId, and "Task Instance" as TaskInstance.</summary>
    public static string Pascal(string name) => string.Concat(
        name.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part is "DAG" ? "Dag" : $"{char.ToUpperInvariant(part[0])}{part[1..]}"));

    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return $"{char.ToLowerInvariant(pascal[0])}{pascal[1..]}";
    }
}
