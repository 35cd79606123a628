namespace Airflow.Celery.Control;

/// <summary>A command that cannot be carried out; the message is what Celery's tools are shown, in Python's words.</summary>
internal sealed class ControlException(string message) : Exception(message);
