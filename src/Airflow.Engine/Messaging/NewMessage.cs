namespace Airflow.Engine.Messaging;

/// <summary>A message for a queue; of two the one with the greater priority goes first.</summary>
public sealed record NewMessage(string Queue, int Priority, string Text);
