//! A feed as a gRPC service. Every area has a feed service of its own name with messages of one form, so one text serves all.

/// Makes `FeedApi`, which serves a [`Feed`](crate::Feed) as the feed service of an area.
///
/// `feed::serve!(CaseFeedService, proto, FEED)`: the service's trait, the module of its messages, the scope that lets a caller
/// follow. For crates that stand on `host`, `futures` and `tonic`.
#[macro_export]
macro_rules! serve {
    ($service:ident, $messages:ident, $scope:expr) => {
        /// The feed as the contract serves it.
        #[derive(Debug, Clone)]
        pub struct FeedApi {
            feed: $crate::Feed,
            stop: ::tokio_util::sync::CancellationToken,
        }

        impl FeedApi {
            /// Serves this feed until told to stop.
            pub const fn new(
                feed: $crate::Feed,
                stop: ::tokio_util::sync::CancellationToken,
            ) -> Self {
                Self { feed, stop }
            }
        }

        #[::tonic::async_trait]
        impl $service for FeedApi {
            type WatchEventsStream = ::futures::stream::BoxStream<
                'static,
                ::core::result::Result<$messages::WatchEventsResponse, ::tonic::Status>,
            >;

            async fn list_events(
                &self,
                request: ::tonic::Request<$messages::ListEventsRequest>,
            ) -> ::core::result::Result<
                ::tonic::Response<$messages::ListEventsResponse>,
                ::tonic::Status,
            > {
                ::host::Call::of(&request)?.permit($scope)?;
                let message = request.into_inner();
                let size = message.page_size.min($crate::read::LARGEST_PAGE);
                let $crate::Page { events, head } = self.feed.list(message.after, size).await?;
                Ok(::tonic::Response::new($messages::ListEventsResponse {
                    events,
                    head,
                }))
            }

            async fn watch_events(
                &self,
                request: ::tonic::Request<$messages::WatchEventsRequest>,
            ) -> ::core::result::Result<::tonic::Response<Self::WatchEventsStream>, ::tonic::Status>
            {
                ::host::Call::of(&request)?.permit($scope)?;
                let pages = self
                    .feed
                    .watch(request.into_inner().after, self.stop.clone())?;
                let events = ::futures::StreamExt::map(pages, |page| {
                    let $crate::Page { events, head } = page?;
                    Ok($messages::WatchEventsResponse { events, head })
                });
                Ok(::tonic::Response::new(::futures::StreamExt::boxed(events)))
            }

            async fn get_log_head(
                &self,
                request: ::tonic::Request<$messages::GetLogHeadRequest>,
            ) -> ::core::result::Result<
                ::tonic::Response<$messages::GetLogHeadResponse>,
                ::tonic::Status,
            > {
                ::host::Call::of(&request)?.permit($scope)?;
                let head = self.feed.log_head().await?;
                let public_key_pem = self.feed.public_pem().to_owned();
                Ok(::tonic::Response::new($messages::GetLogHeadResponse {
                    head,
                    public_key_pem,
                }))
            }
        }
    };
}
