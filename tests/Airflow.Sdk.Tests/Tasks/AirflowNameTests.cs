namespace Airflow.Tests.Tasks;

public sealed class AirflowNameTests
{
    [Theory]
    [InlineData("BashCommand", "bash_command")]
    [InlineData("Cwd", "cwd")]
    [InlineData("DoXComPush", "do_x_com_push")]
    [InlineData("XMLPath", "xml_path")]
    [InlineData("already_snake", "already_snake")]
    public void Names_become_snake_case(string name, string snake) => AirflowName.Snake(name).ShouldBe(snake);

    [Fact]
    public void Rules_have_Airflows_names()
    {
        AirflowName.Of(TriggerRule.NoneFailedMinOneSuccess).ShouldBe("none_failed_min_one_success");
        AirflowName.Of(WeightRule.Downstream).ShouldBe("downstream");
        AirflowName.Of(DagRunType.AssetTriggered).ShouldBe("asset_triggered");
    }
}
