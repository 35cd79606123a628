namespace Airflow.Runtime.Frames.Messages;

/// <summary>Asks for events that came through an alias.</summary>
internal sealed record GetAssetEventByAssetAlias : FrameMessage
{
    public override string Type => "GetAssetEventByAssetAlias";
    private static ReadOnlySpan<byte> TypeUtf8 => "GetAssetEventByAssetAlias"u8;
    public string AliasName { get; set; } = "";
    public DateTimeOffset? After { get; set; }
    public DateTimeOffset? Before { get; set; }
    public int? Limit { get; set; }
    public bool Ascending { get; set; } = true;

    internal override void Visit(ref FieldCodec fields)
    {
        AliasName = fields.Text("alias_name"u8, AliasName);
        After = fields.OptionalTime("after"u8, After);
        Before = fields.OptionalTime("before"u8, Before);
        Limit = fields.OptionalInt("limit"u8, Limit);
        Ascending = fields.Bool("ascending"u8, Ascending);
        fields.Type(TypeUtf8);
    }
}
