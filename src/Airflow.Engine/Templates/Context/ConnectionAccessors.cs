namespace Airflow.Engine.Templates;

/// <summary>The name conn: connections by their ids.</summary>
internal static class ConnectionAccessors
{
    public static TemplateObject Create(ITemplateBackend backend)
    {
        var accessor = new TemplateObject("ConnectionAccessor")
        {
            AsText = () => "<ConnectionAccessor (dynamic access)>",
            FindAttribute = id => () => Object(backend.GetConnection(id)
                ?? throw new TemplateException(TemplateErrorKind.AirflowNotFoundException, $"The conn_id `{id}` isn't defined")),
        };
        return accessor.WithMethod("get(conn_id, default_conn=None)", call =>
            backend.GetConnection(call.Text(0)) is { } connection ? Object(connection) : call[1]);
    }

    private static TemplateObject Object(Connections.Connection connection) => Named(connection)
        .With("conn_id", connection.ConnId)
        .With("conn_type", connection.ConnType)
        .With("description", connection.Description)
        .With("host", connection.Host)
        .With("schema", connection.Schema)
        .With("login", connection.Login)
        .With("password", connection.Password)
        .With("port", connection.Port is { } port ? (long)port : null)
        .With("extra", connection.Extra)
        .WithLazy("extra_dejson", () => string.IsNullOrEmpty(connection.Extra) ? new PyDict() : JsonText.Read(connection.Extra))
        .WithMethod("get_uri()", _ => Connections.ConnectionUri.Format(connection))
        .WithMethod("as_json()", _ => Connections.ConnectionJson.Format(connection))
        .WithMethod("get_password()", _ => connection.Password)
        .WithMethod("get_extra()", _ => connection.Extra);

    private static TemplateObject Named(Connections.Connection connection) => new("Connection")
    {
        // unlike Airflow's, its text leaves out login, password and extra: printing a connection must not show its secrets
        AsText = () => $"Connection(conn_id={PyText.Quote(connection.ConnId)}, conn_type={PyText.Repr(connection.ConnType)}, host={PyText.Repr(connection.Host)})",
    };
}
