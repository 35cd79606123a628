namespace Airflow.Engine.Messaging;

/// <summary>A message that was sent to all who listen.</summary>
public sealed record SentMessage(long Id, string RoutingKey, string Text);
