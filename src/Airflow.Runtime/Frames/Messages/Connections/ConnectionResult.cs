namespace Airflow.Runtime.Frames.Messages;

/// <summary>A connection in clear.</summary>
internal sealed record ConnectionResult : FrameMessage
{
    public override string Type => "ConnectionResult";
    private static ReadOnlySpan<byte> TypeUtf8 => "ConnectionResult"u8;
    public string ConnId { get; set; } = "";
    public string ConnType { get; set; } = "";
    public string? Host { get; set; }
    public string? Schema { get; set; }
    public string? Login { get; set; }
    public string? Password { get; set; }
    public int? Port { get; set; }
    public string? Extra { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        ConnId = fields.Text("conn_id"u8, ConnId);
        ConnType = fields.Text("conn_type"u8, ConnType);
        Host = fields.OptionalText("host"u8, Host);
        Schema = fields.OptionalText("schema"u8, Schema);
        Login = fields.OptionalText("login"u8, Login);
        Password = fields.OptionalText("password"u8, Password);
        Port = fields.OptionalInt("port"u8, Port);
        Extra = fields.OptionalText("extra"u8, Extra);
        fields.Type(TypeUtf8);
    }
}
