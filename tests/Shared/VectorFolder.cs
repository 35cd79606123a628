namespace Airflow.Shared;

/// <summary>Where the recorded answers of the real Airflow lie: AIRFLOW_VECTORS, else shared/vectors beside the repository or beside one of its parents.</summary>
internal static class VectorFolder
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("AIRFLOW_VECTORS") is { Length: > 0 } folder)
        {
            return folder;
        }

        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            var candidate = System.IO.Path.Combine(parent.FullName, "shared", "vectors");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("There are no vectors: set AIRFLOW_VECTORS to their folder.");
    }
}
