namespace Airflow.Runtime.Logs;

using Airflow.Engine;
using Airflow.Engine.Connections;
using Airflow.Engine.Logs;

/// <summary>Opens the store that an address means.</summary>
public static class RemoteLogStores
{
    /// <param name="options">What [logging] says.</param>
    /// <param name="findConnection">Finds the connection with the keys.</param>
    /// <exception cref="AirflowException">config_invalid: there is no store for such an address.</exception>
    public static IRemoteLogStore Open(RemoteLogOptions options, Func<string, CancellationToken, Task<Connection?>> findConnection)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = options.Folder;
        if (folder.StartsWith("s3://", StringComparison.Ordinal) && folder.Length > "s3://".Length)
        {
            return new S3LogStore(options, findConnection);
        }

        var path = folder.StartsWith("file://", StringComparison.Ordinal) ? folder["file://".Length..] : folder;
        return Path.IsPathFullyQualified(path)
            ? new FolderLogStore(path)
            : throw new AirflowException(
                "config_invalid", $"[logging] remote_base_log_folder is '{folder}'; an address such as s3://bucket/prefix or file:///mnt/logs is expected where remote_logging is on.");
    }
}
