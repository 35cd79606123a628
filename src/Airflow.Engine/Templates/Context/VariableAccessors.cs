namespace Airflow.Engine.Templates;

/// <summary>The name var: variables as texts, and as the JSON that they hold.</summary>
internal static class VariableAccessors
{
    private static readonly TemplateObject NotSet = new("ArgNotSet") { AsText = () => "NOTSET" };

    public static PyDict Create(ITemplateBackend backend) => new(
    [
        new("json", Accessor(backend, isJson: true)),
        new("value", Accessor(backend, isJson: false)),
    ]);

    private static TemplateObject Accessor(ITemplateBackend backend, bool isJson)
    {
        object? Read(string key, string text)
        {
            try
            {
                return isJson ? JsonText.Read(text) : text;
            }
            catch (TemplateException exception)
            {
                throw new TemplateException(TemplateErrorKind.AirflowRuntimeError, $"Variable {key} holds no JSON", innerException: exception);
            }
        }

        var accessor = new TemplateObject("VariableAccessor")
        {
            AsText = () => "<VariableAccessor (dynamic access)>",
            FindAttribute = key => () => Read(key, backend.GetVariable(key)
                ?? throw new TemplateException(TemplateErrorKind.AirflowRuntimeError, $"VARIABLE_NOT_FOUND: there is no variable '{key}'")),
        };
        var get = new PyFunction("get(key, default=None)", call => backend.GetVariable(call.Text(0)) is { } text ? Read(call.Text(0), text) : call[1]);
        return accessor.With("get", new PyCallable("get", arguments => arguments.Positional.Length < 2 && !arguments.Named.Any(argument => argument.Key == "default")
            ? get.Call(new CallArguments(arguments.Positional, [.. arguments.Named, new("default", NotSet)], arguments.Frame))
            : get.Call(arguments)));
    }
}
