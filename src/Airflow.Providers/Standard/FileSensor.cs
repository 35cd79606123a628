namespace Airflow.Providers.Standard;

/// <summary>Waits until a file, or a file in a folder, is there.</summary>
/// <param name="taskId">Id, unique in its DAG.</param>
[Operator("airflow.providers.standard.sensors.filesystem", UiColor = "#91818a")]
public sealed class FileSensor(string taskId) : SensorOperator(taskId)
{
    /// <summary>Path of a file or folder; the file's name may hold <c>*</c> and <c>?</c>.</summary>
    [TemplateField]
    public Template? Filepath { get; init; }

    /// <summary>Connection whose extra <c>path</c> is the folder in which a relative path starts.</summary>
    /// <value>Default: none, paths are absolute.</value>
    public string? FsConnId { get; init; }

    /// <summary>Whether folders below are searched, too.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Recursive { get; init; }

    /// <inheritdoc/>
    protected override async ValueTask<PokeResult> PokeAsync(TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = Filepath?.Text ?? throw new TaskFailedException(retryable: false, $"Task '{context.TaskId}' has no Filepath.");
        if (FsConnId is not null)
        {
            var connection = await context.Connections.GetAsync(FsConnId);
            path = Path.Combine(connection.GetExtra<string>("path") ?? connection.Host ?? "/", path);
        }

        var depth = Recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path, "*", depth).Any();
        }

        var folder = Path.GetDirectoryName(path) ?? "/";
        return File.Exists(path) || (Directory.Exists(folder) && Directory.EnumerateFiles(folder, Path.GetFileName(path), depth).Any());
    }
}
