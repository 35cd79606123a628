namespace Airflow.Engine.Messaging;

/// <summary>A message that was taken out of a queue.</summary>
/// <param name="IsRedelivered">Somebody had taken it before and not settled it.</param>
public sealed record StoredMessage(long Id, string Queue, string Text, bool IsRedelivered);
