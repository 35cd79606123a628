namespace Airflow.Runtime.Child;

/// <summary>The host answered a request with an error that is not simply "there is none".</summary>
internal sealed class HostException(string message) : Exception(message);
