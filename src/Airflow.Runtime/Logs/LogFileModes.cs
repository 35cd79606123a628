namespace Airflow.Runtime.Logs;

/// <summary>Permissions of what a log makes: [logging] file_task_handler_new_file_permissions and file_task_handler_new_folder_permissions.</summary>
/// <param name="File">Of new files.</param>
/// <param name="Folder">Of new folders.</param>
public sealed record LogFileModes(UnixFileMode File, UnixFileMode Folder)
{
    private const UnixFileMode GroupWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;

    public static LogFileModes Default { get; } = new(GroupWrites, GroupWrites | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
}
