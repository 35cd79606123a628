namespace Airflow.Runtime.Frames.Messages;

/// <summary>A question to people.</summary>
internal sealed record CreateHITLDetailPayload : FrameMessage
{
    public override string Type => "CreateHITLDetailPayload";
    private static ReadOnlySpan<byte> TypeUtf8 => "CreateHITLDetailPayload"u8;
    public Guid TiId { get; set; }
    public IReadOnlyList<string> Options { get; set; } = [];
    public string Subject { get; set; } = "";
    public string? Body { get; set; }
    public IReadOnlyList<string>? Defaults { get; set; }
    public bool? Multiple { get; set; } = false;
    public FrameValue Params { get; set; }
    public IReadOnlyList<HITLUser>? AssignedUsers { get; set; }

    internal override void Visit(ref FieldCodec fields)
    {
        TiId = fields.Uuid("ti_id"u8, TiId);
        Options = fields.TextList("options"u8, Options);
        Subject = fields.Text("subject"u8, Subject);
        Body = fields.OptionalText("body"u8, Body);
        Defaults = fields.OptionalTextList("defaults"u8, Defaults);
        Multiple = fields.OptionalBool("multiple"u8, Multiple);
        Params = fields.Value("params"u8, Params);
        AssignedUsers = fields.OptionalPartList("assigned_users"u8, AssignedUsers, static () => new HITLUser());
        fields.Type(TypeUtf8);
    }
}
