using Microsoft.Extensions.Logging;

namespace Airflow.Testing.Local;

/// <summary>What a local run says of itself.</summary>
internal static partial class LocalLog
{
    [LoggerMessage(5001, LogLevel.Error, "Task failed: {Reason}")]
    public static partial void Failed(ILogger logger, Exception? exception, string reason);

    [LoggerMessage(5091, LogLevel.Information, "Nobody is asked here: {Subject} is answered with its defaults, {Options}")]
    public static partial void Answered(ILogger logger, string subject, string options);

    [LoggerMessage(5092, LogLevel.Information, "The task waits for {Trigger}")]
    public static partial void Waits(ILogger logger, Trigger trigger);
}
