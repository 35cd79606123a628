namespace Airflow.Engine.Logs;

/// <summary>Keeps the logs of ended tries where they can be read when the host that wrote them is gone.</summary>
public interface IRemoteLogStore
{
    /// <summary>The place, for messages, such as s3://logs/airflow.</summary>
    string Name { get; }

    /// <summary>Puts a file there, in place of what may be there already.</summary>
    /// <param name="path">The log, relative to the log folder.</param>
    /// <param name="file">The file on this machine.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <exception cref="AirflowException">log_store_failed.</exception>
    Task UploadAsync(string path, string file, CancellationToken cancellationToken);

    /// <summary>A part of the log; null when it is not there.</summary>
    /// <param name="path">The log, relative to the log folder.</param>
    /// <param name="range">The part.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AirflowException">log_store_failed.</exception>
    Task<LogBytes?> ReadAsync(string path, LogRange range, CancellationToken cancellationToken);
}
