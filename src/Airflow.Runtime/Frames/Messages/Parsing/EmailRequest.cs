namespace Airflow.Runtime.Frames.Messages;

/// <summary>A mail to send about a try.</summary>
internal sealed record EmailRequest : FrameMessage
{
    public override string Type => "EmailRequest";
    private static ReadOnlySpan<byte> TypeUtf8 => "EmailRequest"u8;
    public string Filepath { get; set; } = "";
    public string BundleName { get; set; } = "";
    public string? BundleVersion { get; set; }
    public string? Msg { get; set; }
    public TaskInstance Ti { get; set; } = new();
    public string EmailType { get; set; } = "failure";
    public TIRunContext ContextFromServer { get; set; } = new();

    internal override void Visit(ref FieldCodec fields)
    {
        Filepath = fields.Text("filepath"u8, Filepath);
        BundleName = fields.Text("bundle_name"u8, BundleName);
        BundleVersion = fields.OptionalText("bundle_version"u8, BundleVersion);
        Msg = fields.OptionalText("msg"u8, Msg);
        Ti = fields.Part("ti"u8, Ti, static () => new TaskInstance());
        EmailType = fields.Text("email_type"u8, EmailType);
        ContextFromServer = fields.Part("context_from_server"u8, ContextFromServer, static () => new TIRunContext());
        fields.Type(TypeUtf8);
    }
}
