# One file for all hosts: docker build --target api .   (worker, dashboard and checkout likewise)
ARG DOTNET=10.0

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET}-alpine AS restore
ARG TARGETARCH
# API and worker are compiled for the processor of the image.
ENV CompileAhead=true TARGETARCH=$TARGETARCH
WORKDIR /src
# Packages are restored again only when a project file changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY PaymentGateway.ServiceDefaults/*.csproj PaymentGateway.ServiceDefaults/
COPY PaymentGateway.Core/*.csproj PaymentGateway.Core/
COPY PaymentGateway.Api/*.csproj PaymentGateway.Api/
COPY PaymentGateway.Worker/*.csproj PaymentGateway.Worker/
COPY PaymentGateway.Dashboard/*.csproj PaymentGateway.Dashboard/
COPY PaymentGateway.Checkout/*.csproj PaymentGateway.Checkout/
RUN for host in Api Worker Dashboard Checkout; do dotnet restore PaymentGateway.$host -a $TARGETARCH || exit 1; done
COPY .editorconfig BannedSymbols.txt ./
COPY PaymentGateway.ServiceDefaults/ PaymentGateway.ServiceDefaults/

FROM restore AS core
COPY PaymentGateway.Core/ PaymentGateway.Core/

# One stage for each host: a change in one does not publish the others again.
FROM core AS publish-api
COPY PaymentGateway.Api/ PaymentGateway.Api/
RUN dotnet publish PaymentGateway.Api --no-restore -c Release -a $TARGETARCH -o /app

FROM core AS publish-worker
COPY PaymentGateway.Worker/ PaymentGateway.Worker/
RUN dotnet publish PaymentGateway.Worker --no-restore -c Release -a $TARGETARCH -o /app

FROM restore AS publish-dashboard
COPY PaymentGateway.Dashboard/ PaymentGateway.Dashboard/
RUN dotnet publish PaymentGateway.Dashboard --no-restore -c Release -a $TARGETARCH -o /app

FROM restore AS publish-checkout
COPY PaymentGateway.Checkout/ PaymentGateway.Checkout/
RUN dotnet publish PaymentGateway.Checkout --no-restore -c Release -a $TARGETARCH -o /app

# ICU and the time zones are for amounts and times. /data is owned by "app", the user that is not root.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-alpine AS runtime
RUN apk add --no-cache icu-libs tzdata && install -d -o $APP_UID /data
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false DOTNET_EnableDiagnostics=0
WORKDIR /app
USER $APP_UID

FROM runtime AS api
ENV ASPNETCORE_HTTP_PORTS=8000
EXPOSE 8000
COPY --from=publish-api /app ./
ENTRYPOINT ["dotnet", "PaymentGateway.Api.dll"]

FROM runtime AS worker
COPY --from=publish-worker /app ./
ENTRYPOINT ["dotnet", "PaymentGateway.Worker.dll"]

FROM runtime AS dashboard
ENV ASPNETCORE_HTTP_PORTS=3000 KeyRing__Folder=/data
EXPOSE 3000
VOLUME /data
COPY --from=publish-dashboard /app ./
ENTRYPOINT ["dotnet", "PaymentGateway.Dashboard.dll"]

FROM runtime AS checkout
ENV ASPNETCORE_HTTP_PORTS=3001
EXPOSE 3001
COPY --from=publish-checkout /app ./
ENTRYPOINT ["dotnet", "PaymentGateway.Checkout.dll"]
