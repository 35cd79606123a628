using System.Net;

namespace Airflow.Client;

/// <summary>The server refused a call.</summary>
/// <param name="status">Its HTTP status: 401 without a good token, 403 without the permission, 404 for what is not there, 409 for what is there already, 422 for what it does not understand.</param>
/// <param name="detail">What it said, on one line.</param>
public sealed class AirflowApiException(HttpStatusCode status, string detail) : Exception(detail)
{
    /// <summary>Its HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;
}
