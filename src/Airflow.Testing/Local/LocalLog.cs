using Microsoft.Extensions.Logging;

namespace Airflow.Testing.Local;

/// <summary>What a local run says of itself.</summary>
internal static partial class LocalLog
{
    [LoggerMessage(5001, LogLevel.Error, "Task failed: {Reason}")]
    public static partial void Failed(ILogger logger, Exception? exception, string reason);
}
